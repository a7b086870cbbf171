package io.rapat.app.conference;

import io.rapat.app.config.RapatConfig;
import io.rapat.media.room.MediaEngine;
import io.rapat.media.room.MediaEngine.Candidate;
import io.rapat.signal.api.RoomDirectory;
import io.rapat.signal.api.TwirpApi;
import io.rapat.signal.join.JoinReader;
import io.rapat.signal.room.IdSource;
import io.rapat.signal.room.RandomIds;
import io.rapat.signal.room.ServerFacts;
import io.rapat.signal.token.ApiKeys;
import io.rapat.signal.token.TokenSigner;
import io.rapat.signal.token.TokenVerifier;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

@Configuration
@EnableWebSocket
class ConferenceConfiguration {
  /// A LiveKit version that has the features this server has; clients switch features by it.
  private static final String PROTOCOL_VERSION = "1.14.0";

  private static final int FRAGMENT_BYTES = 16 * 1024;

  @Bean
  ApiKeys apiKeys(RapatConfig config) {
    Map<String, String> secrets = new HashMap<>();
    config.keys().forEach((key, secret) -> secrets.put(key, secret.value()));
    return ApiKeys.of(secrets);
  }

  @Bean
  TokenSigner tokenSigner(ApiKeys keys) {
    return new TokenSigner(keys);
  }

  @Bean
  TokenVerifier tokenVerifier(ApiKeys keys) {
    return new TokenVerifier(keys);
  }

  @Bean
  JoinReader joinReader(TokenVerifier verifier) {
    return new JoinReader(verifier);
  }

  @Bean
  TwirpApi twirpApi(TokenVerifier verifier, RoomDirectory directory) {
    return new TwirpApi(verifier, directory);
  }

  @Bean
  IdSource idSource() {
    return new RandomIds(new SecureRandom());
  }

  @Bean
  ServerFacts serverFacts(MediaEngine media, IdSource ids) {
    String nodeId = ids.sid("ND_");
    return new ServerFacts() {
      @Override
      public List<Candidate> candidates() {
        return media.candidates();
      }

      @Override
      public byte[] fingerprint() {
        return media.fingerprint();
      }

      @Override
      public String version() {
        return PROTOCOL_VERSION;
      }

      @Override
      public String nodeId() {
        return nodeId;
      }
    };
  }

  @Bean
  WebSocketConfigurer signalling(SignalEndpoint endpoint, SignalHandshake handshake) {
    return (WebSocketHandlerRegistry registry) ->
        registry
            .addHandler(endpoint, "/rtc", "/rtc/v1")
            .addInterceptors(handshake)
            .setAllowedOriginPatterns("*");
  }

  @Bean
  ServletServerContainerFactoryBean webSocketContainer() {
    ServletServerContainerFactoryBean container = new ServletServerContainerFactoryBean();
    container.setMaxBinaryMessageBufferSize(FRAGMENT_BYTES);
    container.setMaxTextMessageBufferSize(FRAGMENT_BYTES);
    return container;
  }
}
