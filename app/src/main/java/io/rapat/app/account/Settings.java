package io.rapat.app.account;

/// The settings in force.
public interface Settings {
  ServerSettings get();
}
