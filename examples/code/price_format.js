// Price formatting for the web shop: amounts are kept in cents and shown in the visitor's currency.

'use strict';

const CURRENCIES = {
  EUR: { symbol: '€', decimals: 2, symbolFirst: true },
  CHF: { symbol: 'CHF', decimals: 2, symbolFirst: true },
  GBP: { symbol: '£', decimals: 2, symbolFirst: true },
  JPY: { symbol: '¥', decimals: 0, symbolFirst: true },
};

const DEFAULT_CURRENCY = 'EUR';

/** Rounds half away from zero, so that 0.5 cents never vanish in a refund. */
function roundCents(value) {
  return Math.sign(value) * Math.round(Math.abs(value));
}

/** Groups digits in threes: 1234567 becomes "1,234,567". */
function groupDigits(digits) {
  let grouped = '';
  for (let i = 0; i < digits.length; i += 1) {
    const left = digits.length - i;
    if (i > 0 && left % 3 === 0) {
      grouped += ',';
    }
    grouped += digits[i];
  }
  return grouped;
}

/** Formats an amount of cents; throws for a currency that the shop does not know. */
function formatPrice(cents, currency = DEFAULT_CURRENCY) {
  const rule = CURRENCIES[currency];
  if (!rule) {
    throw new RangeError(`unknown currency: ${currency}`);
  }
  const whole = Math.abs(roundCents(cents));
  const scale = 10 ** rule.decimals;
  const units = groupDigits(String(Math.floor(whole / scale)));
  const rest = rule.decimals > 0 ? `.${String(whole % scale).padStart(rule.decimals, '0')}` : '';
  const sign = cents < 0 ? '-' : '';
  return rule.symbolFirst ? `${sign}${rule.symbol} ${units}${rest}` : `${sign}${units}${rest} ${rule.symbol}`;
}

/** Adds the value-added tax in percent and returns whole cents. */
function addTax(netCents, percent) {
  return roundCents(netCents * (1 + percent / 100));
}

/** Delivery is free above the limit; FIXME: the limit differs for Switzerland. */
function deliveryCents(totalCents, freeAbove = 8000) {
  return totalCents >= freeAbove ? 0 : 590;
}

module.exports = { roundCents, groupDigits, formatPrice, addTax, deliveryCents };
