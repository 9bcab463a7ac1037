package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.sql.SQLTransientConnectionException;
import org.careloop.web.requests.RequestId;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ApiErrorsTest {
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void aFailureBelowApiIsAProblemThatTellsNothingOfTheProgram() throws Exception {
        send("/api/v1/studies", (request, answer) -> {
            throw new IllegalStateException("org.careloop.Secret");
        });

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString())
                .contains("\"code\":\"api.failed\"")
                .doesNotContain("Secret");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsToldToProgramsWithTheTimeToWait() throws Exception {
        send("/api/v1/studies", (request, answer) -> {
            throw new ServletException(new SQLTransientConnectionException("no connection in time"));
        });

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("\"code\":\"api.outage\"");
    }

    /** Which tells people, and would answer programs with a page. */
    @Test
    void itStandsWithinTheFilterOfOutagesAndBothWithinTheOneThatNumbersRequests() throws ClassNotFoundException {
        Integer ofOutages = OrderUtils.getOrder(Class.forName("org.careloop.web.shell.OutageFilter"));

        assertThat(OrderUtils.getOrder(ApiErrors.class)).isGreaterThan(ofOutages);
        assertThat(ofOutages).isGreaterThan(OrderUtils.getOrder(RequestId.class));
    }

    /** Otherwise half of a file would look like the whole of it. */
    @Test
    void anAnswerThatBreaksOffStaysBrokenOff() {
        assertThatThrownBy(() -> send("/api/v1/studies/1/export", (request, answer) -> {
                    answer.getOutputStream().write('P');
                    answer.flushBuffer();
                    throw new IllegalStateException("disk");
                }))
                .hasMessage("disk");
    }

    @Test
    void aPageIsLeftToTheErrorPage() {
        assertThatThrownBy(() -> send("/studies", (request, answer) -> {
                    throw new IllegalStateException("page");
                }))
                .hasMessage("page");
    }

    private void send(String path, FilterChain chain) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        new ApiErrors().doFilter(request, response, chain);
    }
}
