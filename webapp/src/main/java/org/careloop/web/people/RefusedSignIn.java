package org.careloop.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Sends back to the sign-in page whose password lets nobody in, with the reason. */
public class RefusedSignIn implements AuthenticationFailureHandler {
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        String why = SignIn.belongsElsewhere(refused) ? "elsewhere" : "error";
        response.sendRedirect(request.getContextPath() + "/login?" + why);
    }
}
