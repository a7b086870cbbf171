/// Mails on their way out: queue, SMTP, and files where there is no mail server.
@NullMarked
package io.rapat.app.account.mail;

import org.jspecify.annotations.NullMarked;
