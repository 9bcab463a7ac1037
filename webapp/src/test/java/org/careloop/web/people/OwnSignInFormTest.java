package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OwnSignInFormTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /login, same-origin, 200",
        "POST, /login, none, 200",
        "POST, /login, , 200",
        "POST, /login, cross-site, 403",
        "POST, /login, same-site, 403",
        "GET, /login, cross-site, 200",
        "POST, /study, cross-site, 200"
    })
    void theFormIsTakenFromOurOwnPage(String method, String path, @Nullable String from, int status)
            throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        if (from != null) {
            request.addHeader("Sec-Fetch-Site", from);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();
        new OwnSignInForm().doFilter(request, response, chain);
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(chain.getRequest() != null).isEqualTo(status == 200);
    }
}
