/* Time\Duration: seconds and nanoseconds with a sign. The values are in the object's readonly properties. */
#include "poll.h"

#include "../scan/duration.h"
#include "zend_exceptions.h"

#define NS_PER_S 1000000000u
#if SIZEOF_ZEND_LONG >= 8
#define MAX_SECONDS UINT64_C(9223372035) /* so that all of it fits 63 bits of nanoseconds */
#define MAX_IN_WORDS "9_223_372_035 seconds (roughly 292 years)"
#else
#define MAX_SECONDS UINT64_C(2147483647) /* what a property holds */
#define MAX_IN_WORDS "2_147_483_647 seconds (roughly 68 years)"
#endif

static zend_object_handlers handlers;

enum { SECONDS, NANOSECONDS, NEGATIVE };

struct duration {
	uint64_t s;
	uint32_t ns;
	bool negative;
};

static struct duration read_object(zend_object *object)
{
	return (struct duration){
		.s = (uint64_t) Z_LVAL_P(OBJ_PROP_NUM(object, SECONDS)),
		.ns = (uint32_t) Z_LVAL_P(OBJ_PROP_NUM(object, NANOSECONDS)),
		.negative = Z_TYPE_P(OBJ_PROP_NUM(object, NEGATIVE)) == IS_TRUE,
	};
}

static bool in_range(uint64_t seconds)
{
	if (seconds > MAX_SECONDS) {
		zend_throw_exception(xs_ce_time_exception, "The maximum representable range is " MAX_IN_WORDS, 0);
		return false;
	}
	return true;
}

/* Puts a new object, or an exception. Zero has no sign. */
static void put(zval *to, struct duration d)
{
	if (in_range(d.s)) {
		object_init_ex(to, xs_ce_duration);
		ZVAL_LONG(OBJ_PROP_NUM(Z_OBJ_P(to), SECONDS), (zend_long) d.s);
		ZVAL_LONG(OBJ_PROP_NUM(Z_OBJ_P(to), NANOSECONDS), (zend_long) d.ns);
		ZVAL_BOOL(OBJ_PROP_NUM(Z_OBJ_P(to), NEGATIVE), d.negative && (d.s || d.ns));
	}
}

int64_t xs_duration_ns(zend_object *object)
{
	struct duration d = read_object(object);
	int64_t ns = (int64_t) (d.s * NS_PER_S + d.ns);
	return d.negative ? -ns : ns;
}

static int compare_size(struct duration a, struct duration b)
{
	return a.s != b.s ? (a.s < b.s ? -1 : 1) : a.ns != b.ns ? (a.ns < b.ns ? -1 : 1) : 0;
}

static int compare(struct duration a, struct duration b)
{
	bool zeros = a.s + a.ns + b.s + b.ns == 0;
	if (a.negative != b.negative) {
		return zeros ? 0 : a.negative ? -1 : 1;
	}
	return a.negative ? compare_size(b, a) : compare_size(a, b);
}

static int compare_objects(zval *a, zval *b)
{
	ZEND_COMPARE_OBJECTS_FALLBACK(a, b);
	if (Z_OBJCE_P(a) != xs_ce_duration || Z_OBJCE_P(b) != xs_ce_duration) {
		return zend_std_compare_objects(a, b);
	}
	return compare(read_object(Z_OBJ_P(a)), read_object(Z_OBJ_P(b)));
}

zend_object *xs_duration_create(zend_class_entry *ce)
{
	zend_object *object = zend_objects_new(ce);
	object_properties_init(object, ce);
	object->handlers = &handlers;
	return object;
}

void xs_duration_handlers(void)
{
	memcpy(&handlers, &std_object_handlers, sizeof(handlers));
	handlers.compare = compare_objects;
}

/* ---- making them -------------------------------------------------------------------------------- */

/* The function's only argument; false with an exception when it is below zero. */
static bool natural_argument(zend_execute_data *execute_data, zend_long *value)
{
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_LONG(*value)
		ZEND_PARSE_PARAMETERS_END_EX(return false);
		if (*value < 0) {
			zend_argument_value_error(1, "must be greater than or equal to 0");
			return false;
		}
		return true;
}

/* `per_second` of them are a second, or each is `seconds`. */
static void from_units(INTERNAL_FUNCTION_PARAMETERS, uint32_t per_second, uint32_t seconds)
{
	zend_long value;
	if (!natural_argument(execute_data, &value)) {
		return;
	}
	uint64_t n = (uint64_t) value;
	if (per_second) {
		put(return_value,
			(struct duration){
				n / per_second, (uint32_t) (n % per_second) * (NS_PER_S / per_second), false });
	} else {
		put(return_value, (struct duration){ n > MAX_SECONDS ? n : n * seconds, 0, false });
	}
}

ZEND_METHOD(Time_Duration, __construct)
{
	(void) execute_data, (void) return_value;
	zend_throw_error(NULL,
		"Cannot directly construct Time\\Duration, use Time\\Duration::from*() methods instead");
}

ZEND_METHOD(Time_Duration, fromSeconds)
{
	zend_long seconds, nanoseconds = 0;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_LONG(seconds)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(nanoseconds)
	ZEND_PARSE_PARAMETERS_END();
	if (seconds < 0 || nanoseconds < 0) {
		zend_argument_value_error(seconds < 0 ? 1 : 2, "must be greater than or equal to 0");
		RETURN_THROWS();
	}
	if (nanoseconds >= (zend_long) NS_PER_S) {
		zend_argument_value_error(2, "must be less than 1_000_000_000");
		RETURN_THROWS();
	}
	put(return_value, (struct duration){ (uint64_t) seconds, (uint32_t) nanoseconds, false });
}

ZEND_METHOD(Time_Duration, fromNanoseconds)
{
	from_units(INTERNAL_FUNCTION_PARAM_PASSTHRU, NS_PER_S, 0);
}

ZEND_METHOD(Time_Duration, fromMicroseconds)
{
	from_units(INTERNAL_FUNCTION_PARAM_PASSTHRU, 1000000, 0);
}

ZEND_METHOD(Time_Duration, fromMilliseconds)
{
	from_units(INTERNAL_FUNCTION_PARAM_PASSTHRU, 1000, 0);
}

ZEND_METHOD(Time_Duration, fromMinutes)
{
	from_units(INTERNAL_FUNCTION_PARAM_PASSTHRU, 0, 60);
}

ZEND_METHOD(Time_Duration, fromHours)
{
	from_units(INTERNAL_FUNCTION_PARAM_PASSTHRU, 0, 3600);
}

ZEND_METHOD(Time_Duration, fromIso8601DurationString)
{
	static const char *const wrong[] = {
		[XS_DURATION_BAD] = "The ISO 8601 duration string could not be parsed",
		[XS_DURATION_HAS_DATE] = "The ISO 8601 duration string may only contain the time (T) aspect",
		[XS_DURATION_NOT_ONLY] = "The ISO 8601 duration string may only contain the period (P) aspect",
		[XS_DURATION_NOT_THERE] = "The ISO 8601 duration string is missing the period (P) aspect",
	};
	zend_string *text;
	uint64_t seconds;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_STR(text)
	ZEND_PARSE_PARAMETERS_END();
	xs_duration_scanned r = xs_duration_scan(ZSTR_VAL(text), ZSTR_LEN(text), &seconds);
	if (r != XS_DURATION_OK) {
		zend_throw_exception(xs_ce_time_exception, wrong[r], 0);
		RETURN_THROWS();
	}
	put(return_value, (struct duration){ seconds, 0, false });
}

/* ---- reckoning ---------------------------------------------------------------------------------- */

static struct duration negated(struct duration d)
{
	return (struct duration){ d.s, d.ns, !d.negative };
}

static struct duration sum(struct duration a, struct duration b)
{
	if (a.negative == b.negative) {
		uint32_t ns = a.ns + b.ns;
		return (struct duration){ a.s + b.s + ns / NS_PER_S, ns % NS_PER_S, a.negative };
	}
	if (compare_size(a, b) < 0) {
		struct duration larger = b;
		b = a;
		a = larger;
	}
	bool borrow = a.ns < b.ns;
	return (struct duration){ a.s - b.s - borrow, a.ns + (borrow ? NS_PER_S : 0) - b.ns, a.negative };
}

ZEND_METHOD(Time_Duration, compare)
{
	zval *a, *b;
	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_OBJECT_OF_CLASS(a, xs_ce_duration)
		Z_PARAM_OBJECT_OF_CLASS(b, xs_ce_duration)
	ZEND_PARSE_PARAMETERS_END();
	RETURN_LONG(compare(read_object(Z_OBJ_P(a)), read_object(Z_OBJ_P(b))));
}

ZEND_METHOD(Time_Duration, negate)
{
	ZEND_PARSE_PARAMETERS_NONE();
	put(return_value, negated(read_object(Z_OBJ_P(ZEND_THIS))));
}

ZEND_METHOD(Time_Duration, absolute)
{
	ZEND_PARSE_PARAMETERS_NONE();
	struct duration d = read_object(Z_OBJ_P(ZEND_THIS));
	if (!d.negative) {
		RETURN_OBJ_COPY(Z_OBJ_P(ZEND_THIS));
	}
	put(return_value, negated(d));
}

ZEND_METHOD(Time_Duration, add)
{
	zval *other;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJECT_OF_CLASS(other, xs_ce_duration)
	ZEND_PARSE_PARAMETERS_END();
	put(return_value, sum(read_object(Z_OBJ_P(ZEND_THIS)), read_object(Z_OBJ_P(other))));
}

ZEND_METHOD(Time_Duration, sub)
{
	zval *other;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJECT_OF_CLASS(other, xs_ce_duration)
	ZEND_PARSE_PARAMETERS_END();
	put(return_value, sum(read_object(Z_OBJ_P(ZEND_THIS)), negated(read_object(Z_OBJ_P(other)))));
}

ZEND_METHOD(Time_Duration, multiplyBy)
{
	zend_long value;
	if (!natural_argument(execute_data, &value)) {
		return;
	}
	struct duration d = read_object(Z_OBJ_P(ZEND_THIS));
	uint64_t factor = (uint64_t) value;
	/* In two steps, each of which fits: ns is less than a second. */
	uint64_t ns = d.ns * (factor % NS_PER_S);
	uint64_t carry = d.ns * (factor / NS_PER_S) + ns / NS_PER_S;
	if (factor && d.s > (UINT64_MAX - carry) / factor) {
		zend_throw_exception(xs_ce_time_exception, "Failed to create a Time\\Duration: Integer Overflow", 0);
		RETURN_THROWS();
	}
	d.s = d.s * factor + carry;
	d.ns = (uint32_t) (ns % NS_PER_S);
	put(return_value, d);
}

ZEND_METHOD(Time_Duration, divideBy)
{
	zend_long divisor;
	if (!natural_argument(execute_data, &divisor)) {
		return;
	}
	if (divisor == 0) {
		zend_throw_exception(zend_ce_division_by_zero_error, "Division by zero", 0);
		RETURN_THROWS();
	}
	struct duration d = read_object(Z_OBJ_P(ZEND_THIS));
	uint64_t ns = (d.s * NS_PER_S + d.ns) / (uint64_t) divisor;
	put(return_value, (struct duration){ ns / NS_PER_S, (uint32_t) (ns % NS_PER_S), d.negative });
}

/* ---- unserialize() ------------------------------------------------------------------------------ */

/* As an assignment does it under strict types; the standard handler knows what a readonly or unknown property
 * is. */
static void put_property(zend_object *object, zend_string *name, zval *value)
{
	bool is_flag = zend_string_equals_literal(name, "negative");
	bool known = is_flag || zend_string_equals_literal(name, "seconds")
		|| zend_string_equals_literal(name, "nanoseconds");
	bool fits = is_flag ? Z_TYPE_P(value) == IS_TRUE || Z_TYPE_P(value) == IS_FALSE
						: Z_TYPE_P(value) == IS_LONG;
	if (known && Z_ISREF_P(value)) {
		zend_throw_error(NULL, "Cannot indirectly modify readonly property Time\\Duration::$%s",
			ZSTR_VAL(name));
		return;
	}
	if (known && !fits) {
		zend_type_error("Cannot assign %s to property Time\\Duration::$%s of type %s", XS_VALUE_NAME(value),
			ZSTR_VAL(name), is_flag ? "bool" : "int");
		return;
	}
	zend_update_property_ex(xs_ce_duration, object, name, value);
}

/* The three properties, of the right types and in range; anything else is refused with what is wrong behind
 * it. */
ZEND_METHOD(Time_Duration, __unserialize)
{
	static const char *const names[] = { "seconds", "nanoseconds", "negative" };
	HashTable *data;
	zend_string *name;
	zend_ulong number;
	zval *value;
	zend_object *object = Z_OBJ_P(ZEND_THIS);
	(void) return_value;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY_HT(data)
	ZEND_PARSE_PARAMETERS_END();
	ZEND_HASH_FOREACH_KEY_VAL(data, number, name, value) {
		zend_string *property = name ? zend_string_copy(name) : zend_long_to_str((zend_long) number);
		put_property(object, property, value);
		zend_string_release(property);
		if (EG(exception)) {
			break;
		}
	}
	ZEND_HASH_FOREACH_END();
	bool good = !EG(exception);
	for (int i = 0; good && i < 3; i++) {
		good = zend_hash_str_exists(data, names[i], strlen(names[i]));
	}
	if (good) {
		zend_long s = Z_LVAL_P(OBJ_PROP_NUM(object, SECONDS));
		zend_long ns = Z_LVAL_P(OBJ_PROP_NUM(object, NANOSECONDS));
		good = s >= 0 && ns >= 0 && in_range((uint64_t) s);
		if (good && ns >= (zend_long) NS_PER_S) {
			zend_throw_exception(xs_ce_time_exception,
				"Failed to create a Time\\Duration: Nanoseconds value out of range", 0);
		}
	}
	if (!good || EG(exception)) {
		zend_throw_exception(NULL, "Invalid serialization data for Time\\Duration object", 0);
	}
}
