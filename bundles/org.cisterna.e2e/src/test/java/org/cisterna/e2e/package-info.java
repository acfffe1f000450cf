// SPDX-License-Identifier: Apache-2.0
/**
 * The pages of the product in a real browser: scenarios as people play them, a crawler that holds every reachable page to the rules of
 * {@code docs/human-factors.md}, and pictures of the pages. Runs against the commands that people start, with the distribution's Chromium.
 */
@NullMarked
package org.cisterna.e2e;

import org.jspecify.annotations.NullMarked;
