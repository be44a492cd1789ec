"""Which time zone a place is in: tables only, the United States and Canada first. Source: IANA Time Zone Database (public domain)."""

from __future__ import annotations

from coach.understand.wordlists import phrases

_EAST, _CENTRAL, _MOUNTAIN, _PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"


def _places(zone: str, listed: str) -> dict[str, str]:
    return dict.fromkeys(phrases(listed), zone)


ZONE_WORDS = (
    _places(_EAST, "eastern, est, edt, et, east coast, eastern us, estern, new york time, ny time, nyc time")
    | _places(_CENTRAL, "central, cst, cdt, ct, midwest, central us, chicago time")
    | _places(_MOUNTAIN, "mountain, mst, mdt, mt, denver time, rocky mountain")
    | _places(_PACIFIC, "pacific, pst, pdt, pt, west coast, california time, la time, cali time")
    | _places("America/Anchorage", "alaska, akst, akdt, alaskan")
    | _places("Pacific/Honolulu", "hawaii, hst, hawaiian")
    | _places("America/Halifax", "atlantic, ast, adt")
    | _places("America/St_Johns", "newfoundland, nst, ndt")
    | _places("America/Phoenix", "arizona, mst no dst, arizona mst")
    | _places("Europe/London", "gmt, bst, uk, england, scotland, wales, britain, great britain, united kingdom")
    | _places("UTC", "utc, zulu")
    | _places("Europe/Paris", "cet, cest, central european, france, paris")
)
"""Names of the zones themselves, "time" and "standard" left out."""

STATES: dict[str, tuple[str, str, float]] = {}
"""State or province -> (its two letters, zone, how sure: 0.97, or 0.75 where most of the people, but not all, live in it)."""

_STATES = f"""
{_EAST}: connecticut CT, delaware DE, georgia GA, maine ME, maryland MD, massachusetts MA, new hampshire NH, new jersey NJ, new york NY
{_EAST}: north carolina NC, ohio OH, pennsylvania PA, rhode island RI, south carolina SC, vermont VT, virginia VA, west virginia WV
{_EAST}: district of columbia DC, florida FL ?, kentucky KY ?
{_CENTRAL}: alabama AL, arkansas AR, illinois IL, iowa IA, louisiana LA, minnesota MN, mississippi MS, missouri MO, oklahoma OK
{_CENTRAL}: wisconsin WI
{_CENTRAL}: texas TX ?, kansas KS ?, nebraska NE ?, north dakota ND ?, south dakota SD ?, tennessee TN ?
{_MOUNTAIN}: colorado CO, montana MT, new mexico NM, utah UT, wyoming WY
{_PACIFIC}: california CA, nevada NV, washington state WA, oregon OR
America/Boise: idaho ID ?
America/Detroit: michigan MI
America/Indiana/Indianapolis: indiana IN ?
America/Phoenix: arizona AZ
America/Anchorage: alaska AK
Pacific/Honolulu: hawaii HI
America/Puerto_Rico: puerto rico PR
Pacific/Guam: guam GU
America/Toronto: ontario ON, quebec QC
America/Vancouver: british columbia BC
America/Edmonton: alberta AB
America/Winnipeg: manitoba MB
America/Regina: saskatchewan SK
America/Halifax: nova scotia NS, prince edward island PE
America/Moncton: new brunswick NB
America/St_Johns: newfoundland NL, newfoundland and labrador NL
America/Whitehorse: yukon YT
America/Edmonton: northwest territories NT
"""
for _line in _STATES.strip().splitlines():
    _zone, _, _listed = _line.partition(":")
    for _entry in phrases(_listed):
        _name, _, _letters = _entry.removesuffix(" ?").rpartition(" ")
        STATES[_name] = (_letters, _zone.strip(), 0.75 if _entry.endswith("?") else 0.97)

CITIES: dict[str, tuple[str, str]] = {}
"""City -> (two letters of its state or province, or "" abroad, and its zone). Where several are called so, the one most people mean."""

_CITIES = f"""
{_EAST} NY: new york, new york city, nyc, ny city, manhattan, brooklyn, queens, bronx, the bronx, staten island, long island
{_EAST} NY: buffalo, rochester, albany, syracuse, yonkers
{_EAST} MA: boston, worcester, cambridge
{_EAST} PA: philadelphia, philly, pittsburgh, allentown, harrisburg, scranton, erie
{_EAST} NJ: newark, jersey city, trenton, atlantic city, jersey, camden
{_EAST} DC: washington dc, washington d.c., dc, d.c., dmv
{_EAST} MD: baltimore, annapolis, bethesda, silver spring
{_EAST} VA: richmond, virginia beach, norfolk, arlington, alexandria, chesapeake, newport news, roanoke
{_EAST} NC: charlotte, raleigh, durham, greensboro, winston salem, asheville, wilmington, fayetteville
{_EAST} SC: charleston, greenville, myrtle beach
{_EAST} GA: atlanta, atl, savannah, augusta, macon, athens ga
{_EAST} FL: miami, orlando, tampa, jacksonville, fort lauderdale, ft lauderdale, st petersburg, saint petersburg, tallahassee
{_EAST} FL: naples, fort myers, gainesville, sarasota, key west, daytona, daytona beach, west palm beach, west palm
{_EAST} OH: cleveland, cincinnati, columbus, toledo, akron, dayton
{_EAST} CT: hartford, new haven, stamford, bridgeport
{_EAST} RI: providence
{_EAST} NH: manchester nh, concord nh, nashua
{_EAST} VT: burlington
{_EAST} ME: bangor
{_EAST} KY: lexington
{_EAST} TN: knoxville, chattanooga
America/Kentucky/Louisville KY: louisville
America/Detroit MI: detroit, grand rapids, ann arbor, lansing, flint, kalamazoo, saginaw
America/Indiana/Indianapolis IN: indianapolis, indy, fort wayne, south bend, bloomington in
{_CENTRAL} IL: chicago, chi town, chitown, chi, peoria, rockford, naperville, champaign, joliet
{_CENTRAL} IN: gary, evansville
{_CENTRAL} TX: houston, dallas, dfw, austin, san antonio, fort worth, ft worth, arlington tx, plano, corpus christi, lubbock
{_CENTRAL} TX: laredo, amarillo, waco, mcallen, brownsville, galveston, htx, atx
{_MOUNTAIN} TX: el paso
{_CENTRAL} LA: new orleans, nola, baton rouge, shreveport, lafayette
{_CENTRAL} TN: nashville, memphis, murfreesboro
{_CENTRAL} AL: birmingham, mobile, huntsville, montgomery, tuscaloosa
{_CENTRAL} MS: biloxi, gulfport
{_CENTRAL} AR: little rock
{_CENTRAL} OK: oklahoma city, okc, tulsa
{_CENTRAL} KS: wichita, topeka, overland park
{_CENTRAL} MO: st louis, saint louis, st. louis, kansas city, kc, branson
{_CENTRAL} NE: omaha, lincoln
{_CENTRAL} IA: des moines, cedar rapids, davenport
{_CENTRAL} MN: minneapolis, st paul, saint paul, twin cities, duluth
{_CENTRAL} WI: milwaukee, madison, green bay
{_CENTRAL} ND: fargo, bismarck
{_CENTRAL} SD: sioux falls
{_MOUNTAIN} SD: rapid city
{_CENTRAL} FL: pensacola, panama city beach, destin
{_MOUNTAIN} CO: denver, colorado springs, boulder, fort collins, pueblo
{_MOUNTAIN} UT: salt lake city, salt lake, slc, provo, ogden
{_MOUNTAIN} NM: albuquerque, abq, santa fe, las cruces
{_MOUNTAIN} MT: billings, missoula, bozeman
{_MOUNTAIN} WY: cheyenne, casper
America/Boise ID: boise, idaho falls
America/Phoenix AZ: phoenix, phx, tucson, mesa, scottsdale, flagstaff, tempe
{_PACIFIC} CA: los angeles, la, l.a., san francisco, sf, san fran, frisco, bay area, oakland, san jose, san diego, sacramento
{_PACIFIC} CA: fresno, long beach, bakersfield, anaheim, riverside, socal, norcal, cali, hollywood, santa monica, palo alto
{_PACIFIC} CA: berkeley
{_PACIFIC} NV: las vegas, vegas, lv, reno, henderson
{_PACIFIC} OR: portland, eugene, salem
{_PACIFIC} WA: seattle, spokane, tacoma, olympia, bellevue
America/Anchorage AK: anchorage, fairbanks, juneau
Pacific/Honolulu HI: honolulu, maui, oahu, hilo
America/Puerto_Rico PR: san juan
America/Toronto ON: toronto, ottawa, hamilton, mississauga, brampton, london ontario, windsor ontario, kitchener
America/Toronto QC: montreal, quebec city, laval
America/Vancouver BC: vancouver, victoria, surrey, kelowna
America/Edmonton AB: calgary, edmonton
America/Winnipeg MB: winnipeg
America/Regina SK: regina, saskatoon
America/Halifax NS: halifax
America/St_Johns NL: st johns, st. john's, st john's
Europe/London: london, manchester, liverpool, leeds, glasgow, edinburgh, cardiff, bristol
Europe/Dublin: ireland
Europe/Berlin: germany, munich, hamburg, frankfurt, cologne
Europe/Madrid: spain, barcelona, espana, valencia, sevilla
Europe/Rome: italy, milan
Europe/Amsterdam: netherlands, holland
Europe/Brussels: belgium
Europe/Lisbon: portugal
Europe/Zurich: switzerland
Europe/Vienna: austria
Europe/Stockholm: sweden
Europe/Oslo: norway
Europe/Copenhagen: denmark
Europe/Helsinki: finland
Europe/Warsaw: poland
Europe/Athens: greece
Europe/Istanbul: turkey
Asia/Tokyo: japan, osaka
Asia/Seoul: korea, south korea
Asia/Kolkata: india, delhi, new delhi, mumbai, bangalore, chennai, hyderabad
Asia/Manila: philippines
Asia/Shanghai: china, beijing
Asia/Jerusalem: israel, tel aviv
Asia/Dubai: uae, abu dhabi
Asia/Ho_Chi_Minh: vietnam, saigon
Asia/Bangkok: thailand
Asia/Karachi: pakistan
Africa/Lagos: nigeria
Africa/Johannesburg: south africa, cape town
Africa/Nairobi: kenya
Africa/Accra: ghana
America/Mexico_City: mexico city, cdmx, guadalajara, ciudad de mexico
America/Tijuana: tijuana
America/Bogota: colombia
America/Lima: peru
America/Argentina/Buenos_Aires: argentina, buenos aires
America/Jamaica: jamaica, kingston
America/Santo_Domingo: dominican republic
America/Sao_Paulo: rio de janeiro, rio
Pacific/Auckland: new zealand, wellington
Australia/Sydney: canberra
"""
for _line in _CITIES.strip().splitlines():
    _head, _, _listed = _line.partition(":")
    _zone, _, _letters = _head.partition(" ")
    for _name in phrases(_listed):
        CITIES[_name] = (_letters, _zone)

AMBIGUOUS = frozenset(
    phrases("""
        washington, springfield, columbia, arlington, canada, us, usa, united states, america, states, australia, russia, brazil, mexico
        aurora, concord, franklin, clinton, georgetown, gainesville, europe, asia, africa, coast, the coast, here, home, world, south
        north
    """)
)
"""Places that do not say which zone."""
