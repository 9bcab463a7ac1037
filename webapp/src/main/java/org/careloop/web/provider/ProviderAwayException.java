package org.careloop.web.provider;

import org.springframework.security.core.AuthenticationException;

/** The provider does not answer, or answers what is none. Nobody is to blame who wanted to sign in. */
final class ProviderAwayException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    ProviderAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
