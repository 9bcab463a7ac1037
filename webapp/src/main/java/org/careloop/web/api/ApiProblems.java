package org.careloop.web.api;

import java.util.Objects;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.web.requests.RequestId;
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

    /** A value that a refusal without a code of its own speaks of. */
    private static final String VALUE = "api.value";

    @ExceptionHandler(BadInput.class)
    ProblemDetail badInput(BadInput e) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, e.phrase(), String.valueOf(e.getMessage()));
    }

    /** A record refused a value of the body. */
    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail badValue(IllegalArgumentException e) {
        Phrase words = Failure.words(e);
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, words, words.english());
    }

    @ExceptionHandler(NotFound.class)
    ProblemDetail notFound(NotFound e) {
        return withCode(HttpStatus.NOT_FOUND, "api.absent", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(AccessDeniedException.class)
    ProblemDetail denied(AccessDeniedException e) {
        return withCode(
                HttpStatus.FORBIDDEN,
                "api.denied",
                "the token's person may not do this: %s; ask a lead of the study or an administrator"
                        .formatted(e.getMessage()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Phrase problem = e.getCause() instanceof JacksonException json
                ? Json.problem(json)
                : Phrase.of("json.empty", "there is nothing here; expected JSON");
        return handleExceptionInternal(e, problem(status, problem, "the body: " + problem), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Class<?> type = e.getRequiredType();
        Phrase problem = BadInput.fieldUnfit(
                e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "parameter",
                e.getValue(),
                Json.named(type == null ? String.class : type));
        return handleExceptionInternal(e, problem(status, problem, problem.english()), headers, status, request);
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
        return handleExceptionInternal(e, withCode(status, VALUE, problems), headers, status, request);
    }

    /** The framework's own problems come without a body, or with one that has no code. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ResponseEntity<Object> answer = super.handleExceptionInternal(e, body, headers, status, request);
        if (answer != null
                && answer.getBody() instanceof ProblemDetail problem
                && (problem.getProperties() == null || !problem.getProperties().containsKey(ApiRefusal.CODE))) {
            problem.setProperty(ApiRefusal.CODE, ApiRefusal.of(status).code());
            problem.setProperty(ApiRefusal.REQUEST, RequestId.current());
        }
        return answer;
    }

    private static ProblemDetail problem(HttpStatusCode status, Phrase why, String detail) {
        return withCode(status, why.isTranslated() ? why.code() : VALUE, detail);
    }

    private static ProblemDetail withCode(HttpStatusCode status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty(ApiRefusal.CODE, code);
        problem.setProperty(ApiRefusal.REQUEST, RequestId.current());
        return problem;
    }

    /** The resource does not exist, or the person may not see it. */
    static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotFound(String what) {
            super(what);
        }
    }
}
