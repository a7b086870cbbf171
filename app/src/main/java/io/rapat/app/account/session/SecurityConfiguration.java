package io.rapat.app.account.session;

import io.rapat.app.account.SignedIn;
import io.rapat.app.account.person.Accounts;
import io.rapat.app.account.token.ApiTokens;
import io.rapat.app.config.RapatConfig;
import io.rapat.app.secret.Seal;
import io.rapat.app.web.Problem;
import io.rapat.app.web.Refusal;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/// Which requests need what. Everything under `/api/v1/me` needs a person, the console an
/// administrator; what else there is decides for itself.
@Configuration
class SecurityConfiguration {
  /// The session cookie.
  static final String COOKIE = "rapat_session";

  private static final Duration COOKIE_KEPT = Duration.ofDays(30);

  @Bean
  SecurityFilterChain security(
      HttpSecurity http,
      Sessions sessions,
      Accounts accounts,
      ApiTokens tokens,
      Refusal refusal,
      CsrfTokenRepository csrfTokens) {
    return http.csrf(csrf ->
            csrf.csrfTokenRepository(csrfTokens)
                // The token travels in cookie and header only, where compression can't leak it.
                .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                .requireCsrfProtectionMatcher(new ForgedRequests()))
        // The edge filter has the headers; Spring's would forbid caches for files, too.
        .headers(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(
            context -> context.securityContextRepository(new NullSecurityContextRepository()))
        .addFilterBefore(
            new WhoAsks(sessions, accounts, tokens, refusal), AnonymousAuthenticationFilter.class)
        .exceptionHandling(handling -> refuse(handling, refusal))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(HttpMethod.GET, "/api/v1/me")
                .permitAll()
                .requestMatchers("/api/v1/console/**")
                .hasAuthority(SignedIn.ADMINISTRATOR)
                .requestMatchers(
                    "/api/v1/me",
                    "/api/v1/me/**",
                    "/api/v1/passkeys",
                    "/api/v1/passkeys/registration-options")
                .authenticated()
                .anyRequest()
                .permitAll())
        .build();
  }

  private static void refuse(ExceptionHandlingConfigurer<HttpSecurity> handling, Refusal refusal) {
    AccessDeniedHandler denied =
        (request, response, why) ->
            refusal.write(
                request,
                response,
                Problem.of(
                    HttpStatus.FORBIDDEN,
                    why instanceof CsrfException ? "request-forged" : "not-administrator"));
    handling
        .accessDeniedHandler(denied)
        .authenticationEntryPoint((request, response, _) ->
            refusal.write(
                request, response, Problem.of(HttpStatus.UNAUTHORIZED, "sign-in-needed")));
  }

  @Bean
  CsrfTokenRepository csrfTokens() {
    CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
    tokens.setCookiePath("/");
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    return tokens;
  }

  /// Secure where the request is. Strict would sign people out who follow a link from a mail.
  @Bean
  CookieSerializer sessionCookie() {
    DefaultCookieSerializer cookie = new DefaultCookieSerializer();
    cookie.setCookieName(COOKIE);
    cookie.setCookiePath("/");
    cookie.setUseHttpOnlyCookie(true);
    cookie.setSameSite("Lax");
    cookie.setCookieMaxAge((int) COOKIE_KEPT.toSeconds());
    return cookie;
  }

  /// For paths that no honest client sends: `//`, `;`, encoded slashes.
  @Bean
  RequestRejectedHandler rejected(Refusal refusal) {
    return (request, response, _) -> {
      try {
        refusal.write(request, response, Problem.of(HttpStatus.BAD_REQUEST, "http-400"));
      } catch (jakarta.servlet.ServletException e) {
        response.setStatus(400);
      }
    };
  }

  @Bean
  Seal seal(RapatConfig config) {
    return Seal.in(config.dataDir());
  }
}
