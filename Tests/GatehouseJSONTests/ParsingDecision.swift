/// What Gatehouse does with a text that RFC 8259 leaves to the implementation, and why.
enum ParsingDecision: Sendable {
    case accepted(String)
    case refused(String)

    private static let keepsText = ParsingDecision.accepted("a number that no integer holds keeps its own text")
    private static let loneSurrogate = ParsingDecision.refused("half a surrogate pair is no character")
    private static let notUTF8 = ParsingDecision.refused("RFC 8259 section 8.1: texts between systems are UTF-8")

    /// The decision on each `i_` file of the JSONTestSuite.
    static let table: [String: ParsingDecision] = [
        "i_number_double_huge_neg_exp.json": keepsText,
        "i_number_huge_exp.json": keepsText,
        "i_number_neg_int_huge_exp.json": keepsText,
        "i_number_pos_double_huge_exp.json": keepsText,
        "i_number_real_neg_overflow.json": keepsText,
        "i_number_real_pos_overflow.json": keepsText,
        "i_number_real_underflow.json": keepsText,
        "i_number_too_big_neg_int.json": keepsText,
        "i_number_too_big_pos_int.json": keepsText,
        "i_number_very_big_negative_int.json": keepsText,
        "i_object_key_lone_2nd_surrogate.json": loneSurrogate,
        "i_string_1st_surrogate_but_2nd_missing.json": loneSurrogate,
        "i_string_1st_valid_surrogate_2nd_invalid.json": loneSurrogate,
        "i_string_UTF-16LE_with_BOM.json": notUTF8,
        "i_string_UTF-8_invalid_sequence.json": notUTF8,
        "i_string_UTF8_surrogate_U+D800.json": notUTF8,
        "i_string_incomplete_surrogate_and_escape_valid.json": loneSurrogate,
        "i_string_incomplete_surrogate_pair.json": loneSurrogate,
        "i_string_incomplete_surrogates_escape_valid.json": loneSurrogate,
        "i_string_invalid_lonely_surrogate.json": loneSurrogate,
        "i_string_invalid_surrogate.json": loneSurrogate,
        "i_string_invalid_utf-8.json": notUTF8,
        "i_string_inverted_surrogates_U+1D11E.json": loneSurrogate,
        "i_string_iso_latin_1.json": notUTF8,
        "i_string_lone_second_surrogate.json": loneSurrogate,
        "i_string_lone_utf8_continuation_byte.json": notUTF8,
        "i_string_not_in_unicode_range.json": notUTF8,
        "i_string_overlong_sequence_2_bytes.json": notUTF8,
        "i_string_overlong_sequence_6_bytes.json": notUTF8,
        "i_string_overlong_sequence_6_bytes_null.json": notUTF8,
        "i_string_truncated-utf-8.json": notUTF8,
        "i_string_utf16BE_no_BOM.json": notUTF8,
        "i_string_utf16LE_no_BOM.json": notUTF8,
        "i_structure_500_nested_arrays.json": .refused("deeper than the 64 levels of the default limits"),
        "i_structure_UTF-8_BOM_empty_object.json": .refused("RFC 8259 section 8.1 forbids adding a byte order mark"),
    ]
}
