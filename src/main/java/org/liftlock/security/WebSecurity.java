package org.liftlock.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may reach what. One login serves our pages and Camunda's webapps; programs use HTTP basic. Each chain stands
 * alone, because the webapps bring their own headers and protection against forged requests.
 */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    static final String LOGIN = "/login";

    /** Scripts only from here; inline style attributes are what bpmn-js and the time bars need. */
    private static final String CONTENT_POLICY = "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self';"
            + " frame-ancestors 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain engineRest(HttpSecurity http, IdentityService identity) throws Exception {
        return http.securityMatcher(withDefaults().matcher("/engine-rest/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .httpBasic(Customizer.withDefaults())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(ForeignSite::writes))
                .addFilterAfter(new EngineIdentity(identity), AuthorizationFilter.class)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain actuator(HttpSecurity http) throws Exception {
        return http.securityMatcher(withDefaults().matcher("/actuator/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                withDefaults().matcher("/actuator/health"),
                                withDefaults().matcher("/actuator/health/**"))
                        .permitAll()
                        .requestMatchers(withDefaults().matcher(HttpMethod.GET, "/actuator/**"))
                        .hasAnyRole(groups(Role.ADMINISTRATORS, Role.AUDITORS))
                        .anyRequest()
                        .denyAll())
                .httpBasic(Customizer.withDefaults())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain webapps(HttpSecurity http) throws Exception {
        return http.securityMatcher(withDefaults().matcher("/camunda/**"))
                .authorizeHttpRequests(requests -> requests
                        // Camunda would let anybody create the first administrator here.
                        .requestMatchers(
                                withDefaults().matcher("/camunda/api/admin/setup/**"),
                                withDefaults().matcher("/camunda/app/admin/{engine}/setup/**"))
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(failure -> failure.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                                withDefaults().matcher("/camunda/api/**"))
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint(LOGIN), request -> true))
                .addFilterAfter(new WebappsLogout(), AuthorizationFilter.class)
                .headers(HeadersConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain api(HttpSecurity http) throws Exception {
        return http.securityMatcher(withDefaults().matcher("/api/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                withDefaults().matcher(HttpMethod.PUT, "/api/systems/{id}"),
                                withDefaults().matcher(HttpMethod.PUT, "/api/kinds/{name}"))
                        .hasAnyRole(groups(Role.describers()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/api/models/check"))
                        .hasAnyRole(groups(Role.modelAuthors()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/api/models/proposals/{id}/*"))
                        .hasAnyRole(groups(Role.modelApprovers()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.PUT, "/api/site"))
                        .hasAnyRole(groups(Role.siteDescribers()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.PUT, "/api/templates/{name}"))
                        .hasAnyRole(groups(Role.standardChangeApprovers()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/api/upgrades"))
                        .hasAnyRole(groups(Role.requesters()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/api/upgrades/{key}/cancel"))
                        .hasAnyRole(groups(Role.cancellers()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/api/upgrades/{key}/revoke-approval"))
                        .hasAnyRole(groups(Role.revokers()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/api/upgrades/{key}/report-trouble"))
                        .hasAnyRole(groups(Role.reporters()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/api/upgrades/{key}/evidence"))
                        .hasAnyRole(groups(Role.witnesses()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/api/audit/erasures/**"))
                        .hasAnyRole(groups(Role.erasers()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/api/audit/holds/**"))
                        .hasAnyRole(groups(Role.holders()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.GET, "/api/**"))
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .httpBasic(basic -> basic.authenticationEntryPoint(ApiRefusals::unknownCaller))
                .exceptionHandling(failure -> failure.authenticationEntryPoint(ApiRefusals::unknownCaller)
                        .accessDeniedHandler(ApiRefusals::notAllowed))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(
                        request -> ForeignSite.writes(request) || writesBySession(request)))
                .build();
    }

    /** Calendar programs show no form: they send a password, or ask at an address that only its owner knows. */
    @Bean
    @Order(5)
    SecurityFilterChain feeds(HttpSecurity http) throws Exception {
        return http.securityMatcher(new OrRequestMatcher(
                        withDefaults().matcher("/calendar.ics"),
                        withDefaults().matcher("/calendar/{system}.ics"),
                        withDefaults().matcher("/feeds/**")))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                withDefaults().matcher(HttpMethod.GET, "/feeds/**"))
                        .permitAll()
                        .requestMatchers(
                                withDefaults().matcher(HttpMethod.GET, "/calendar.ics"),
                                withDefaults().matcher(HttpMethod.GET, "/calendar/{system}.ics"))
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .httpBasic(Customizer.withDefaults())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    @Bean
    @Order(6)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        RequestMatcher script = new RequestHeaderRequestMatcher("X-Requested-With", "XMLHttpRequest");
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(
                                withDefaults().matcher(LOGIN),
                                withDefaults().matcher("/error"),
                                withDefaults().matcher("/favicon.ico"),
                                withDefaults().matcher("/assets/**"),
                                withDefaults().matcher("/vendor/**"),
                                // Exists in the sample only, where every password is published.
                                withDefaults().matcher(HttpMethod.POST, "/act-as"))
                        .permitAll()
                        .requestMatchers(
                                withDefaults().matcher(HttpMethod.POST, "/systems/**"),
                                withDefaults().matcher(HttpMethod.POST, "/kinds/**"))
                        .hasAnyRole(groups(Role.describers()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/models/proposals/{id}/*"))
                        .hasAnyRole(groups(Role.modelApprovers()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/models/**"))
                        .hasAnyRole(groups(Role.modelAuthors()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/site"))
                        .hasAnyRole(groups(Role.siteDescribers()))
                        .requestMatchers(
                                withDefaults().matcher(HttpMethod.POST, "/upgrades"),
                                withDefaults().matcher(HttpMethod.POST, "/stories/{story}"),
                                withDefaults().matcher("/upgrades/new"))
                        .hasAnyRole(groups(Role.requesters()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/audit/erasures/**"))
                        .hasAnyRole(groups(Role.erasers()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/audit/holds/**"))
                        .hasAnyRole(groups(Role.holders()))
                        .requestMatchers(withDefaults().matcher(HttpMethod.POST, "/upgrades/{key}/evidence"))
                        .hasAnyRole(groups(Role.witnesses()))
                        .requestMatchers(withDefaults().matcher("/upgrades/{key}/cancel"))
                        .hasAnyRole(groups(Role.cancellers()))
                        .requestMatchers(withDefaults().matcher("/upgrades/{key}/revoke-approval"))
                        .hasAnyRole(groups(Role.revokers()))
                        .requestMatchers(withDefaults().matcher("/upgrades/{key}/report-trouble"))
                        .hasAnyRole(groups(Role.reporters()))
                        .requestMatchers(
                                withDefaults().matcher(HttpMethod.POST, "/upgrades/{key}/faults/{fault}/retry"),
                                withDefaults().matcher(HttpMethod.POST, "/upgrades/{key}/brackets/{bracket}/closed"))
                        .hasAnyRole(groups(Role.repairers()))
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage(LOGIN).permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login?out"))
                .exceptionHandling(failure -> failure.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), script)
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint(LOGIN), request -> true))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    /** A session is sent by the browser by itself, so a write needs the token; a password in the request is proof. */
    private static boolean writesBySession(HttpServletRequest request) {
        return ForeignSite.isWrite(request) && request.getHeader("Authorization") == null;
    }

    private static String[] groups(Role... roles) {
        return Stream.of(roles).map(Role::group).toArray(String[]::new);
    }
}
