package org.liftlock.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the REST interface as a whole; the operations describe themselves. */
@Configuration(proxyBeanMethods = false)
class ApiDocumentation {

    private static final String ACCOUNT = "account";

    @Bean
    OpenAPI liftlockApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Liftlock")
                        .version("1")
                        .description("Raise systems to new versions. Every call needs an account: HTTP basic, or the"
                                + " session of a logged-in browser (reading only, writes need its CSRF token)."))
                .components(new Components()
                        .addSecuritySchemes(
                                ACCOUNT,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")))
                .addSecurityItem(new SecurityRequirement().addList(ACCOUNT));
    }
}
