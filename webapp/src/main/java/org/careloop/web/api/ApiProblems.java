package org.careloop.web.api;

import java.util.Objects;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Errors as RFC 9457 problems that name what was given, what was expected and what to do. */
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
class ApiProblems extends ResponseEntityExceptionHandler {

    @ExceptionHandler(BadInput.class)
    ProblemDetail badInput(BadInput e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
        e.code().ifPresent(code -> problem.setProperty("code", code));
        return problem;
    }

    /** A record refused a value of the body. */
    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail badValue(IllegalArgumentException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_CONTENT, Failure.words(e).english());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Phrase problem = e.getCause() instanceof JacksonException json
                ? Json.problem(json)
                : Phrase.of("json.empty", "there is nothing here; expected JSON");
        return handleExceptionInternal(
                e, ProblemDetail.forStatusAndDetail(status, "the body: " + problem), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Class<?> type = e.getRequiredType();
        Phrase problem = BadInput.fieldUnfit(
                e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "parameter",
                e.getValue(),
                Json.named(type == null ? String.class : type));
        return handleExceptionInternal(
                e, ProblemDetail.forStatusAndDetail(status, problem.english()), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String problems = e.getBindingResult().getFieldErrors().stream()
                .map(error -> BadInput.fieldUnfit(
                        error.getField(),
                        error.getRejectedValue(),
                        Json.named(Objects.requireNonNullElse(
                                e.getBindingResult().getFieldType(error.getField()), String.class))))
                .map(Phrase::english)
                .collect(Collectors.joining("; "));
        return handleExceptionInternal(e, ProblemDetail.forStatusAndDetail(status, problems), headers, status, request);
    }

    @ExceptionHandler(NotFound.class)
    ProblemDetail notFound(NotFound e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(AccessDeniedException.class)
    ProblemDetail denied(AccessDeniedException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.FORBIDDEN,
                "the token's person may not do this: %s; ask a lead of the study or an administrator"
                        .formatted(e.getMessage()));
    }

    /** The resource does not exist, or the person may not see it. */
    static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotFound(String what) {
            super(what);
        }
    }
}
