// SPDX-License-Identifier: Apache-2.0
/** The ledger: searching it, looking at an entry as it stands there, and proving it in the reader's own browser. */
@NullMarked
package org.cisterna.console.ledger;

import org.jspecify.annotations.NullMarked;
