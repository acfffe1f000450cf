// SPDX-License-Identifier: Apache-2.0
/** What every page and resource shares: the address, sign-in, headers, problem details. */
@NullMarked
package org.cisterna.web;

import org.jspecify.annotations.NullMarked;
