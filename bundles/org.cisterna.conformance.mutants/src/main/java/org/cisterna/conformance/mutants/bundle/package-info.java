// SPDX-License-Identifier: Apache-2.0
/** Classes that are put into the bundle of a driver, around it. What is wrong with each is how it lives in a framework. */
@NullMarked
package org.cisterna.conformance.mutants.bundle;

import org.jspecify.annotations.NullMarked;
