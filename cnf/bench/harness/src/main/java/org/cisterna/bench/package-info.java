// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks of the platform, each against a peer that runs in the same minutes on the same machine. Only the ratio is a result. Plain Java without
 * the house's own bundles: the platform is started, asked and stopped as any other program would do it.
 */
@NullMarked
package org.cisterna.bench;

import org.jspecify.annotations.NullMarked;
