/// Invitations as calendars take them: iCalendar (RFC 5545) with the methods of iTIP (RFC 5546).
@NullMarked
package io.rapat.app.meeting.calendar;

import org.jspecify.annotations.NullMarked;
