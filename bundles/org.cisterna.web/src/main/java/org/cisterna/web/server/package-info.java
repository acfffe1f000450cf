// SPDX-License-Identifier: Apache-2.0
/** The address: its context, its headers, sign-in, health, and what is said when something behind it is missing. */
@NullMarked
package org.cisterna.web.server;

import org.jspecify.annotations.NullMarked;
