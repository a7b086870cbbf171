package io.rapat.app.meeting;

import io.rapat.app.Main;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/// A test of meetings through HTTP and WebSocket, with an empty database.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = Main.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "server.port=0",
      "spring.datasource.url=jdbc:h2:mem:meetings-${random.uuid};MODE=PostgreSQL;"
          + "DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
      "spring.datasource.username=rapat",
      "spring.datasource.password="
    })
@AutoConfigureMockMvc
@Import({MeetingServer.class, Callings.class})
@interface MeetingTest {}
