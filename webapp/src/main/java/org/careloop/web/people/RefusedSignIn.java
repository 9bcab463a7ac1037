package org.careloop.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Leads whoever was not let in back to the form, with the reason. */
public final class RefusedSignIn implements AuthenticationFailureHandler {
    private final String form;

    /** @param form the address of the form, without a slash before it */
    public RefusedSignIn(String form) {
        this.form = form;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        String why = e instanceof TooManyAttempts tooMany
                ? LoginView.WAIT + "="
                        + Math.max(1, Math.ceilDiv(tooMany.toWait().toMillis(), 1000))
                : "error";
        response.sendRedirect("%s/%s?%s".formatted(request.getContextPath(), form, why));
    }
}
