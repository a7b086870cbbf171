/// What this machine offers to the platform, each lack with a remedy. Run by `./rapat doctor`.
@NullMarked
package io.rapat.app.doctor;

import org.jspecify.annotations.NullMarked;
