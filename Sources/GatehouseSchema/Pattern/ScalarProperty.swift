/// A property of Unicode scalars that `\p{…}` names, or a class escape inside of a class.
indirect enum ScalarProperty: Sendable, Hashable {
    case categories(Set<Unicode.GeneralCategory>)
    case binary(BinaryProperty)
    case set(ScalarSet)

    /// The binary properties of ECMA-262 that Swift's standard library knows.
    enum BinaryProperty: String, Sendable, CaseIterable {
        case any = "Any"
        case ascii = "ASCII"
        case alphabetic = "Alphabetic"
        case lowercase = "Lowercase"
        case uppercase = "Uppercase"
        case whitespace = "White_Space"
        case emoji = "Emoji"
        case emojiPresentation = "Emoji_Presentation"
        case identifierStart = "ID_Start"
        case identifierContinue = "ID_Continue"
        case ideographic = "Ideographic"
        case hexadecimalDigit = "Hex_Digit"
    }

    /// The property of a name as it stands in `\p{…}`, where there is one.
    init?(named name: String) {
        var category = name
        for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) {
            category = String(name.dropFirst(prefix.count))
        }
        if let categories = Self.categories(named: category) {
            self = .categories(categories)
        } else if let property = BinaryProperty(rawValue: name) {
            self = .binary(property)
        } else {
            return nil
        }
    }

    /// Whether a scalar has the property.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .categories(let categories): categories.contains(scalar.properties.generalCategory)
        case .binary(let property): property.contains(scalar)
        case .set(let set): set.contains(scalar)
        }
    }

    private static func categories(named name: String) -> Set<Unicode.GeneralCategory>? {
        for (names, categories) in table where names.contains(name) { return categories }
        return nil
    }

    /// The general categories and their groups, by their names and aliases.
    private static let table: [(names: [String], categories: Set<Unicode.GeneralCategory>)] = [
        (["L", "Letter"], letters),
        (["LC", "Cased_Letter"], [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]),
        (["Lu", "Uppercase_Letter"], [.uppercaseLetter]),
        (["Ll", "Lowercase_Letter"], [.lowercaseLetter]),
        (["Lt", "Titlecase_Letter"], [.titlecaseLetter]),
        (["Lm", "Modifier_Letter"], [.modifierLetter]),
        (["Lo", "Other_Letter"], [.otherLetter]),
        (["M", "Mark", "Combining_Mark"], [.nonspacingMark, .spacingMark, .enclosingMark]),
        (["Mn", "Nonspacing_Mark"], [.nonspacingMark]),
        (["Mc", "Spacing_Mark"], [.spacingMark]),
        (["Me", "Enclosing_Mark"], [.enclosingMark]),
        (["N", "Number"], [.decimalNumber, .letterNumber, .otherNumber]),
        (["Nd", "Decimal_Number", "digit"], [.decimalNumber]),
        (["Nl", "Letter_Number"], [.letterNumber]),
        (["No", "Other_Number"], [.otherNumber]),
        (["P", "Punctuation", "punct"], punctuation),
        (["Pc", "Connector_Punctuation"], [.connectorPunctuation]),
        (["Pd", "Dash_Punctuation"], [.dashPunctuation]),
        (["Ps", "Open_Punctuation"], [.openPunctuation]),
        (["Pe", "Close_Punctuation"], [.closePunctuation]),
        (["Pi", "Initial_Punctuation"], [.initialPunctuation]),
        (["Pf", "Final_Punctuation"], [.finalPunctuation]),
        (["Po", "Other_Punctuation"], [.otherPunctuation]),
        (["S", "Symbol"], [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]),
        (["Sm", "Math_Symbol"], [.mathSymbol]),
        (["Sc", "Currency_Symbol"], [.currencySymbol]),
        (["Sk", "Modifier_Symbol"], [.modifierSymbol]),
        (["So", "Other_Symbol"], [.otherSymbol]),
        (["Z", "Separator"], [.spaceSeparator, .lineSeparator, .paragraphSeparator]),
        (["Zs", "Space_Separator"], [.spaceSeparator]),
        (["Zl", "Line_Separator"], [.lineSeparator]),
        (["Zp", "Paragraph_Separator"], [.paragraphSeparator]),
        (["C", "Other"], [.control, .format, .surrogate, .privateUse, .unassigned]),
        (["Cc", "Control", "cntrl"], [.control]),
        (["Cf", "Format"], [.format]),
        (["Cs", "Surrogate"], [.surrogate]),
        (["Co", "Private_Use"], [.privateUse]),
        (["Cn", "Unassigned"], [.unassigned]),
    ]

    private static let letters: Set<Unicode.GeneralCategory> = [
        .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
    ]

    private static let punctuation: Set<Unicode.GeneralCategory> = [
        .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
        .finalPunctuation, .otherPunctuation,
    ]
}

extension ScalarProperty.BinaryProperty {
    /// Whether a scalar has the property.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .any: true
        case .ascii: scalar.isASCII
        case .alphabetic: scalar.properties.isAlphabetic
        case .lowercase: scalar.properties.isLowercase
        case .uppercase: scalar.properties.isUppercase
        case .whitespace: scalar.properties.isWhitespace
        case .emoji: scalar.properties.isEmoji
        case .emojiPresentation: scalar.properties.isEmojiPresentation
        case .identifierStart: scalar.properties.isIDStart
        case .identifierContinue: scalar.properties.isIDContinue
        case .ideographic: scalar.properties.isIdeographic
        case .hexadecimalDigit: scalar.properties.isHexDigit
        }
    }
}
