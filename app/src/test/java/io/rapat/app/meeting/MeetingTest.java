package io.rapat.app.meeting;

import io.rapat.app.Main;
import io.rapat.app.database.TestDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/// A test of meetings through HTTP and WebSocket, with an empty database.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("database")
@SpringBootTest(
    classes = Main.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "server.port=0")
@ContextConfiguration(initializers = TestDatabase.class)
@AutoConfigureMockMvc
@Import({MeetingServer.class, Callings.class})
@interface MeetingTest {}
