namespace HandoffBridge.Extraction.Texts;

/// <summary>
/// Named character references: those of HTML 4, the European letters and signs that mail programs write
/// (source: the HTML standard's list, section "Named character references"). name=code point, hexadecimal.
/// </summary>
internal static class HtmlEntityNames
{
    /// <summary>May stand without the semicolon, as old pages write them.</summary>
    public const string Old =
        "AElig=C6 AMP=26 Aacute=C1 Acirc=C2 Agrave=C0 Aring=C5 Atilde=C3 Auml=C4 COPY=A9 Ccedil=C7 ETH=D0 Eacute=C9 Ecirc=CA " +
        "Egrave=C8 Euml=CB GT=3E Iacute=CD Icirc=CE Igrave=CC Iuml=CF LT=3C Ntilde=D1 Oacute=D3 Ocirc=D4 Ograve=D2 Oslash=D8 " +
        "Otilde=D5 Ouml=D6 QUOT=22 REG=AE THORN=DE Uacute=DA Ucirc=DB Ugrave=D9 Uuml=DC Yacute=DD aacute=E1 acirc=E2 acute=B4 " +
        "aelig=E6 agrave=E0 amp=26 aring=E5 atilde=E3 auml=E4 brvbar=A6 ccedil=E7 cedil=B8 cent=A2 copy=A9 curren=A4 deg=B0 " +
        "divide=F7 eacute=E9 ecirc=EA egrave=E8 eth=F0 euml=EB frac12=BD frac14=BC frac34=BE gt=3E iacute=ED icirc=EE iexcl=A1 " +
        "igrave=EC iquest=BF iuml=EF laquo=AB lt=3C macr=AF micro=B5 middot=B7 nbsp=A0 not=AC ntilde=F1 oacute=F3 ocirc=F4 " +
        "ograve=F2 ordf=AA ordm=BA oslash=F8 otilde=F5 ouml=F6 para=B6 plusmn=B1 pound=A3 quot=22 raquo=BB reg=AE sect=A7 shy=AD " +
        "sup1=B9 sup2=B2 sup3=B3 szlig=DF thorn=FE times=D7 uacute=FA ucirc=FB ugrave=F9 uml=A8 uuml=FC yacute=FD yen=A5 yuml=FF";

    /// <summary>Count with the semicolon only.</summary>
    public const string Strict =
        "Abreve=102 Alpha=391 Amacr=100 Aogon=104 Beta=392 Cacute=106 Ccaron=10C Chi=3A7 Dagger=2021 Dcaron=10E Delta=394 " +
        "Dstrok=110 Ecaron=11A Emacr=112 Eogon=118 Epsilon=395 Eta=397 Gamma=393 Gbreve=11E Gcedil=122 Hstrok=126 Idot=130 " +
        "Imacr=12A Iogon=12E Iota=399 Kappa=39A Kcedil=136 Lacute=139 Lambda=39B Lcaron=13D Lcedil=13B Lstrok=141 Mu=39C " +
        "Nacute=143 Ncaron=147 Ncedil=145 NewLine=A NonBreakingSpace=A0 Nu=39D OElig=152 Odblac=150 Omacr=14C Omega=3A9 " +
        "Omicron=39F Phi=3A6 Pi=3A0 Prime=2033 Psi=3A8 Racute=154 Rcaron=158 Rcedil=156 Rho=3A1 Sacute=15A Scaron=160 Scedil=15E " +
        "Sigma=3A3 TRADE=2122 Tab=9 Tau=3A4 Tcaron=164 Tcedil=162 Theta=398 Udblac=170 Umacr=16A Uogon=172 Upsilon=3A5 Uring=16E " +
        "Xi=39E Yuml=178 Zacute=179 Zcaron=17D Zdot=17B ZeroWidthSpace=200B Zeta=396 abreve=103 alefsym=2135 alpha=3B1 amacr=101 " +
        "and=2227 ang=2220 aogon=105 apos=27 ast=2A asymp=2248 bdquo=201E beta=3B2 blacksquare=25AA bsol=5C bull=2022 " +
        "bullet=2022 cacute=107 cap=2229 ccaron=10D check=2713 checkmark=2713 chi=3C7 cir=25CB circ=2C6 clubs=2663 colon=3A " +
        "comma=2C commat=40 cong=2245 copysr=2117 crarr=21B5 cross=2717 cup=222A dArr=21D3 dagger=2020 darr=2193 dash=2010 " +
        "dcaron=10F delta=3B4 diams=2666 dollar=24 dstrok=111 ecaron=11B emacr=113 empty=2205 emsp=2003 ensp=2002 eogon=119 " +
        "epsilon=3B5 equals=3D equiv=2261 eta=3B7 euro=20AC excl=21 exist=2203 female=2640 fnof=192 forall=2200 frac13=2153 " +
        "frac15=2155 frac16=2159 frac18=215B frac23=2154 frac25=2156 frac35=2157 frac38=215C frac45=2158 frac56=215A frac58=215D " +
        "frac78=215E frasl=2044 gamma=3B3 gbreve=11F ge=2265 grave=60 hArr=21D4 hairsp=200A half=BD harr=2194 hearts=2665 " +
        "hellip=2026 horbar=2015 hstrok=127 hyphen=2010 imacr=12B image=2111 imath=131 incare=2105 infin=221E inodot=131 " +
        "int=222B iogon=12F iota=3B9 isin=2208 kappa=3BA kcedil=137 lArr=21D0 lacute=13A lambda=3BB lang=2329 larr=2190 " +
        "lbrace=7B lbrack=5B lcaron=13E lcedil=13C lceil=2308 lcub=7B ldquo=201C ldquor=201E le=2264 lfloor=230A lowast=2217 " +
        "lowbar=5F loz=25CA lpar=28 lrm=200E lsaquo=2039 lsqb=5B lsquo=2018 lsquor=201A lstrok=142 male=2642 map=21A6 mdash=2014 " +
        "minus=2212 mu=3BC nabla=2207 nacute=144 ncaron=148 ncedil=146 ndash=2013 ne=2260 ni=220B notin=2209 nsub=2284 nu=3BD " +
        "num=23 numero=2116 numsp=2007 odblac=151 oelig=153 oline=203E omacr=14D omega=3C9 omicron=3BF oplus=2295 or=2228 " +
        "otimes=2297 part=2202 percnt=25 period=2E permil=2030 perp=22A5 phi=3C6 phone=260E pi=3C0 piv=3D6 plus=2B prime=2032 " +
        "prod=220F prop=221D psi=3C8 puncsp=2008 quest=3F rArr=21D2 racute=155 radic=221A rang=232A rarr=2192 rarrw=219D " +
        "rbrace=7D rbrack=5D rcaron=159 rcedil=157 rceil=2309 rcub=7D rdquo=201D rdquor=201D real=211C rfloor=230B rho=3C1 " +
        "rlm=200F rpar=29 rsaquo=203A rsqb=5D rsquo=2019 rsquor=2019 sacute=15B sbquo=201A scaron=161 scedil=15F sdot=22C5 " +
        "semi=3B sigma=3C3 sigmaf=3C2 sim=223C sol=2F spades=2660 squ=25A1 square=25A1 star=2606 starf=2605 sub=2282 sube=2286 " +
        "sum=2211 sup=2283 supe=2287 tau=3C4 tcaron=165 tcedil=163 there4=2234 theta=3B8 thetasym=3D1 thinsp=2009 tilde=2DC " +
        "trade=2122 uArr=21D1 uarr=2191 udblac=171 umacr=16B uogon=173 upsih=3D2 upsilon=3C5 uring=16F verbar=7C vert=7C " +
        "weierp=2118 xi=3BE zacute=17A zcaron=17E zdot=17C zeta=3B6 zwj=200D zwnj=200C";
}
