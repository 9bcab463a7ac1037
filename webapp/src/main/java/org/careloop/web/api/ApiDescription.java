package org.careloop.web.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The general texts of the OpenAPI description. */
@Configuration
class ApiDescription {
    private static final String TOKEN = "token";

    @Bean
    @Lazy
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("CareLoop")
                        .version("v1")
                        .description("Studies, comparisons, judgements, exports and runs. Every request needs a"
                                + " token of the page \"Access tokens\"; it allows what its scopes and its"
                                + " person's roles both allow. Errors are problem+json. A write with an"
                                + " Idempotency-Key is done once."))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }
}
