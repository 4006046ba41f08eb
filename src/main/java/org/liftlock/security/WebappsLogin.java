package org.liftlock.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Makes Cockpit, Tasklist and Admin take the person of our login. The filter is Camunda's own; it is named rather than
 * referred to, because its class is not part of the public API. It must stand behind Spring Security's filter and
 * before Camunda's, hence the order.
 */
@Component
@Order(0)
class WebappsLogin implements ServletContextInitializer {

    private static final String FILTER = "org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter";

    @Override
    public void onStartup(ServletContext context) {
        FilterRegistration filter = context.addFilter("Liftlock login for the webapps", FILTER);
        filter.setInitParameter("authentication-provider", WebappsUser.class.getName());
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/camunda/app/*", "/camunda/api/*");
    }
}
