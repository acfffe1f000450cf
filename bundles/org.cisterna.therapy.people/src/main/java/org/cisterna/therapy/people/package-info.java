// SPDX-License-Identifier: Apache-2.0
/** Accounts, passwords, tokens and signatures. */
@NullMarked
package org.cisterna.therapy.people;

import org.jspecify.annotations.NullMarked;
