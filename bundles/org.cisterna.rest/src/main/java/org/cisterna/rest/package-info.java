// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON interface below {@code /api/v1}, and the ledger as static files below {@code /ledger}. One table of routes ({@link
 * org.cisterna.rest.Routes}) is both what is served and what is described in OpenAPI. Rules about who may do what are not here: the services
 * behind it decide, and a refusal becomes a problem document.
 */
@NullMarked
package org.cisterna.rest;

import org.jspecify.annotations.NullMarked;
