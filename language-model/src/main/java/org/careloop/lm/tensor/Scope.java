package org.careloop.lm.tensor;

import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Owns every tensor that its thread makes while it is open, temporary native objects included, and frees them when it
 * closes. Scopes nest; the innermost one owns. A loop opens one for each pass:
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     Tensor loss = ...;
 *     loss.backward();
 *     return scope.keep(result);   // survives, owned by the scope around this one
 * }
 * }</pre>
 *
 * Outside of any scope a tensor lives for as long as Java refers to it; that suits parameters, never a loop. A scope
 * belongs to one thread.
 */
public final class Scope implements AutoCloseable {
    private final PointerScope pointers;

    private Scope() {
        pointers = new PointerScope();
    }

    public static Scope open() {
        return new Scope();
    }

    /** Hands a tensor of this scope to the scope around it, or to nobody where there is none. Returns it. */
    public Tensor keep(Tensor tensor) {
        PointerScope around = around();
        if (around == null) {
            return tensor.unscoped();
        }
        tensor.moveTo(around);
        return tensor;
    }

    private @Nullable PointerScope around() {
        var scopes = PointerScope.getScopeIterator();
        while (scopes != null && scopes.hasNext()) {
            if (scopes.next() == pointers) {
                return scopes.hasNext() ? scopes.next() : null;
            }
        }
        throw new IllegalStateException("this scope is closed, or belongs to another thread");
    }

    @Override
    public void close() {
        pointers.close();
    }
}
