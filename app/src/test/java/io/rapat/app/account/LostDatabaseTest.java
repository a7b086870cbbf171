package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

@AccountTest
@DirtiesContext
class LostDatabaseTest {
  @Autowired Installation server;
  @Autowired HikariDataSource database;

  @Test
  void aLostDatabaseIsSaidInControllersAndBeforeThem() {
    server.clear();
    Browser ada = server.administrator();

    database.close();

    for (String path : new String[] {"/me", "/me/sessions", "/console/people"}) {
      Browser.Answer answer = ada.get(path);
      assertThat(answer.status()).as(path).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("http-503");
      assertThat(answer.body().path("remedy").asString()).contains("Try again");
    }
  }
}
