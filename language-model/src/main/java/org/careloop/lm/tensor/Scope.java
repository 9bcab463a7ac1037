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
 * A tensor made outside any scope lives as long as Java refers to it. That is right for parameters and wrong in a loop,
 * because the garbage collector does not see native memory. A scope belongs to one thread.
 */
public final class Scope implements AutoCloseable {
    private final PointerScope pointers;

    private Scope() {
        pointers = new PointerScope();
    }

    public static Scope open() {
        return new Scope();
    }

    /** Moves a tensor of this scope to the enclosing scope, or out of all scopes where there is none. Returns it. */
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
