/**
 * Tensors on libtorch: the only package that uses JavaCPP types. Native objects belong to a {@link
 * org.careloop.lm.tensor.Scope}; errors of libtorch become a {@link org.careloop.lm.tensor.NativeException} of one readable
 * line.
 */
@NullMarked
package org.careloop.lm.tensor;

import org.jspecify.annotations.NullMarked;
