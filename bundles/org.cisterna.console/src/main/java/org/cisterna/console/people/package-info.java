// SPDX-License-Identifier: Apache-2.0
/** Pages about people: sign-in, set-up, invitations, accounts and their roles. */
@NullMarked
package org.cisterna.console.people;

import org.jspecify.annotations.NullMarked;
