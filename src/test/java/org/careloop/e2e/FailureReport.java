package org.careloop.e2e;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * When a browser test fails, says what every open window showed and what the server logged last. It hangs on the failure,
 * and lies with pictures in {@code e2e/target/failures}.
 */
final class FailureReport implements InvocationInterceptor {

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        watch(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        watch(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        watch(invocation, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext called, ExtensionContext context)
            throws Throwable {
        watch(invocation, context);
    }

    private static void watch(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            tell(failure, testClass(context) + "." + context.getDisplayName());
            throw failure;
        }
    }

    /** A dynamic test has no class of its own: it is that of the method that made it. */
    private static String testClass(ExtensionContext context) {
        return context.getTestClass()
                .map(Class::getSimpleName)
                .orElseGet(
                        () -> context.getParent().map(FailureReport::testClass).orElse("test"));
    }

    private static void tell(Throwable failure, String test) {
        try {
            Path folder = Files.createDirectories(RunningCareLoop.root().resolve("e2e/target/failures"));
            String name = test.replaceAll("[^A-Za-z0-9.]+", "-");
            String report = Chromium.tellAll(folder, name) + "server's log:\n" + RunningCareLoop.lastLogged();
            Files.writeString(folder.resolve(name + ".txt"), report);
            failure.addSuppressed(new AssertionError("when it failed:\n" + report));
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
