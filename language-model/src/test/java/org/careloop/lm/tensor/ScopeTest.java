package org.careloop.lm.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void aTensorDiesWithItsScope() {
        Tensor x;
        try (Scope scope = Scope.open()) {
            x = Tensor.ones(3);
        }
        assertThatThrownBy(x::sum)
                .isInstanceOf(NativeException.class)
                .hasMessage("a tensor was used after the scope that owned it was closed");
        assertThatThrownBy(() -> Tensor.ones(3).add(x)).isInstanceOf(NativeException.class);
        assertThat(x).hasToString("Tensor(closed)");
    }

    @Test
    void aKeptTensorDiesWithTheScopeAround() {
        Tensor x;
        try (Scope outer = Scope.open()) {
            try (Scope inner = Scope.open()) {
                x = inner.keep(Tensor.ones(3));
            }
            assertThat(x.sum().item()).isEqualTo(3);
        }
        assertThatThrownBy(x::sum).isInstanceOf(NativeException.class);
    }

    @Test
    void anUnscopedTensorLivesUntilItIsClosed() {
        Tensor x;
        try (Scope outer = Scope.open();
                Scope inner = Scope.open()) {
            x = Tensor.ones(3).unscoped();
        }
        assertThat(x.sum().item()).isEqualTo(3);
        x.close();
        assertThatThrownBy(x::sum).isInstanceOf(NativeException.class);
    }

    @Test
    void anUnscopedTensorIsFreedWhenClosedThoughItsScopeIsOpen() {
        try (Scope outer = Scope.open();
                Scope inner = Scope.open()) {
            Tensor x = Tensor.ones(3).unscoped().unscoped();
            x.close();
            assertThatThrownBy(x::sum).isInstanceOf(NativeException.class);
        }
    }

    @Test
    void aTensorClosedEarlyIsNotFreedTwice() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.ones(3);
            Tensor view = x.narrow(0, 1, 2);
            x.close();
            assertThat(view.sum().item()).isEqualTo(2);
        }
    }

    @Test
    void withoutAnyScopeAKeptTensorBelongsToNobody() {
        Tensor x;
        try (Scope scope = Scope.open()) {
            x = scope.keep(Tensor.ones(3));
        }
        assertThat(x.sum().item()).isEqualTo(3);
    }
}
