/// Meetings that people start and join by link: codes, joins, and the chat that late joiners read.
@NullMarked
package io.rapat.app.meeting;

import org.jspecify.annotations.NullMarked;
