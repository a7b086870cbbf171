/// Meetings: who comes in and who may do what, the waiting room, planning, and the chat that late
/// joiners read.
@NullMarked
package io.rapat.app.meeting;

import org.jspecify.annotations.NullMarked;
