/**
 * What the dialects share: how a request shows who is asking, and how it is put to the decision
 * point. Each dialect says no in its own words.
 */
@NullMarked
package io.millpond.api;

import org.jspecify.annotations.NullMarked;
