// SPDX-License-Identifier: Apache-2.0
/**
 * The product's provider of the time services: the one place that looks at the machine's clocks, starts threads and draws secrets.
 *
 * <p>In a framework the components provide the services; a plain {@code main} uses {@link SystemTime}.
 */
@NullMarked
package org.cisterna.time.system;

import org.jspecify.annotations.NullMarked;
