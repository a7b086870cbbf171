package io.rapat.app.account;

import io.rapat.app.database.TestDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/// A test of accounts through HTTP, on an empty database of its own: H2 and PostgreSQL.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = AccountServer.class)
@ContextConfiguration(initializers = TestDatabase.class)
@Tag("database")
@AutoConfigureMockMvc
@Import(Installation.class)
@interface AccountTest {}
