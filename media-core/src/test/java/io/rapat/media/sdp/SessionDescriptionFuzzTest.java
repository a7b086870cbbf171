package io.rapat.media.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rapat.media.sdp.SessionDescription.Parsed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

@Tag("long")
class SessionDescriptionFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void printsWhateverItParses(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (SessionDescription.parse(text) instanceof Parsed(SessionDescription description)) {
      Object again = SessionDescription.parse(description.toText());
      if (!again.equals(new Parsed(description))) {
        throw new IllegalStateException(description + " became " + again);
      }
    }
  }
}
