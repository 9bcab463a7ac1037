package org.careloop.web.metrics;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Meters that nobody may read measure nothing. */
final class WhereTokenIsSet implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment().containsProperty(MetricsConfiguration.TOKEN)
                || context.getEnvironment().containsProperty(MetricsConfiguration.TOKEN_FILE);
    }
}
