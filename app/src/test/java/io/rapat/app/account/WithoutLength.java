package io.rapat.app.account;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.mock.web.MockHttpServletRequest;

/// A request whose body comes in pieces, so that its length isn't known before.
final class WithoutLength extends MockHttpServletRequest {
  private final ByteArrayInputStream body;

  WithoutLength(MockHttpServletRequest like, String body) {
    super(like.getServletContext(), like.getMethod(), like.getRequestURI());
    setContentType(like.getContentType());
    setRemoteAddr(like.getRemoteAddr());
    setPathInfo(like.getPathInfo());
    this.body = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int getContentLength() {
    return -1;
  }

  @Override
  public long getContentLengthLong() {
    return -1;
  }

  @Override
  public ServletInputStream getInputStream() {
    return new ServletInputStream() {
      @Override
      public int read() {
        return body.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        return body.read(buffer, offset, length);
      }

      @Override
      public boolean isFinished() {
        return body.available() == 0;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {}
    };
  }
}
