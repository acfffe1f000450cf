// SPDX-License-Identifier: Apache-2.0
/**
 * The conformance kit: it holds a driver and its pump to the rules of {@code docs/rulebook}.
 *
 * <p>{@link org.cisterna.conformance.kit.Kit} is where it begins. A run is one thread in virtual time and replays: the same driver, rig, order and
 * seed give the same {@link org.cisterna.conformance.kit.KitResult#digest()}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.conformance.kit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
