package io.rapat.net.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// A shared library and the functions found in it. Pointers and sizes are plain longs (`P`), so the
/// callers check every range before a call.
public final class NativeLibrary {
  /// A pointer or a `size_t`.
  public static final ValueLayout.OfLong P = ValueLayout.JAVA_LONG;

  /// A C `int`.
  public static final ValueLayout.OfInt I = ValueLayout.JAVA_INT;

  private final String file;
  private final SymbolLookup symbols;

  private NativeLibrary(String file, SymbolLookup symbols) {
    this.file = file;
    this.symbols = symbols;
  }

  /// Opens the first library of the list that exists. It stays open for the life of the process.
  ///
  /// @param files names for the dynamic linker, or absolute paths
  /// @throws UnsatisfiedLinkError when none can be opened
  public static NativeLibrary open(List<String> files) {
    for (String file : files) {
      try {
        return new NativeLibrary(file, SymbolLookup.libraryLookup(file, Arena.global()));
      } catch (IllegalArgumentException _) {
        // The next name may exist; that none does is said below.
      }
    }
    throw new UnsatisfiedLinkError("none of " + files + " is installed");
  }

  /// The name under which the library was found.
  public String file() {
    return file;
  }

  /// Whether the library has a function of this name.
  public boolean has(String function) {
    return symbols.find(function).isPresent();
  }

  /// A function that returns in less than a microsecond and never calls back or blocks: the thread
  /// stays in the Java state, which saves some nanoseconds and holds off safepoints meanwhile.
  public MethodHandle critical(String function, MemoryLayout result, MemoryLayout... parameters) {
    return link(
        function,
        FunctionDescriptor.of(result, parameters),
        Linker.Option.critical(/* allowHeapAccess= */ false));
  }

  /// As [#critical], for a function without a result.
  public MethodHandle criticalVoid(String function, MemoryLayout... parameters) {
    return link(
        function,
        FunctionDescriptor.ofVoid(parameters),
        Linker.Option.critical(/* allowHeapAccess= */ false));
  }

  /// A function that may take longer or call back.
  public MethodHandle function(String function, MemoryLayout result, MemoryLayout... parameters) {
    return link(function, FunctionDescriptor.of(result, parameters));
  }

  /// As [#function], without a result.
  public MethodHandle procedure(String function, MemoryLayout... parameters) {
    return link(function, FunctionDescriptor.ofVoid(parameters));
  }

  /// The text that a function without parameters returns, such as a version.
  ///
  /// @param maxBytes most bytes to read
  public String text(String function, int maxBytes) {
    try {
      long pointer = (long) function(function, P).invokeExact();
      return pointer == 0
          ? ""
          : MemorySegment.ofAddress(pointer).reinterpret(maxBytes).getString(0);
    } catch (Throwable e) {
      throw new NativeCallException(function, e);
    }
  }

  private MethodHandle link(
      String function, FunctionDescriptor descriptor, Linker.Option... options) {
    MemorySegment address =
        symbols
            .find(function)
            .orElseThrow(() -> new UnsatisfiedLinkError(file + " lacks " + function));
    return Linker.nativeLinker().downcallHandle(address, descriptor, options);
  }
}
