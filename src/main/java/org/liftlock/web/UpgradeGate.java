package org.liftlock.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.liftlock.security.Member;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Everything below the address of one upgrade, page or interface, is for those who are shown that upgrade. */
@Component
class UpgradeGate implements HandlerInterceptor, WebMvcConfigurer {

    private final Sights sights;

    UpgradeGate(Sights sights) {
        this.sights = sights;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/upgrades/*/**", "/api/upgrades/*/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse answer, Object handler) {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && variables.get("key") instanceof String key
                && who != null
                && who.getPrincipal() instanceof Member me) {
            sights.requireUpgrade(me, key);
        }
        return true;
    }
}
