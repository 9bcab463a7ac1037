package org.careloop.web.people;

import com.vaadin.flow.i18n.I18NProvider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Leads whoever was not let in back to the form, with the reason. */
public final class RefusedSignIn implements AuthenticationFailureHandler {
    /** The parameter with the seconds that are left before the next attempt. */
    public static final String WAIT = "wait";

    private static final int A_MINUTE = 60;
    private static final int LONGEST_MINUTES = 15;

    private final String form;

    /** @param form the address of the form, without a slash before it */
    public RefusedSignIn(String form) {
        this.form = form;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        String why = switch (e) {
            case TooManyAttempts tooMany ->
                WAIT + "=" + Math.max(1, Math.ceilDiv(tooMany.toWait().toMillis(), 1000));
            case AuthenticationServiceException elsewhere when SignIn.belongsElsewhere(elsewhere) -> "elsewhere";
            case AuthenticationServiceException nobodyLooked -> "busy";
            default -> "error";
        };
        response.sendRedirect("%s/%s?%s".formatted(request.getContextPath(), form, why));
    }

    /** The time that is left, in words. Anybody can write the address, so that it is read as no more than the longest wait. */
    public static String waiting(String given) {
        int seconds = given.matches("\\d{1,6}") ? Integer.parseInt(given) : 1;
        return seconds > A_MINUTE
                ? I18NProvider.translate(
                        "login.wait.minutes", Math.min(LONGEST_MINUTES, Math.ceilDiv(seconds, A_MINUTE)))
                : I18NProvider.translate("login.wait.seconds", Math.max(2, seconds));
    }
}
