// SPDX-License-Identifier: Apache-2.0
/**
 * The human-factors rules of {@code docs/human-factors.md} as checks, each a method named after its number. A check looks at one page, as markup or
 * in a browser, and says in words what is wrong with it. Each is proved by a page that it must fail.
 */
@NullMarked
package org.cisterna.e2e.rules;

import org.jspecify.annotations.NullMarked;
