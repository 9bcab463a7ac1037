/**
 * Tensors on libtorch: the only package that knows JavaCPP types. Everything native belongs to a {@link
 * org.careloop.lm.tensor.Scope}; what libtorch complains about becomes a {@link
 * org.careloop.lm.tensor.NativeException} of one readable line.
 */
@NullMarked
package org.careloop.lm.tensor;

import org.jspecify.annotations.NullMarked;
