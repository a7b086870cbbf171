package io.rapat.net.dtls;

/// A DTLS implementation with this process's certificate loaded. Safe for use by several threads.
interface DtlsLibrary {

  /// Name and version for the operator.
  String version();

  /// A new connection.
  DtlsConnection open(boolean client);

  /// Connections that hold memory of the library.
  long openConnections();
}
