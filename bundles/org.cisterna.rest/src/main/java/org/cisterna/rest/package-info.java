// SPDX-License-Identifier: Apache-2.0
/** The JSON interface. */
@NullMarked
package org.cisterna.rest;

import org.jspecify.annotations.NullMarked;
