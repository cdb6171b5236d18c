/**
 * Common given names of many countries, of which the language knows no other meaning.
 *
 * Compact on purpose: it finds who is named in full. Names that are also words
 * (`ambiguous`) count only with a family name behind them.
 *
 * @module
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const givenNames: ReadonlySet<string> = new Set(
  words(`
aaron abdul abdullah abigail adam adele adrian agnes agnieszka ahmed aidan aisha akira alan albert alberto aleksandr
alejandra alejandro alessandro alessia alex alexander alexandra alexis alfred alfredo ali alice alicia alina alison
alistair allison alvaro amalia amanda amelia amina amir amit amy ana anastasia anders andré andre andrea andreas andrei
andrew andrzej andy angela angelina angelo anil anita anja ann anna annabelle anne annette annie annika anthony antoine
anton antonella antonia antonio antonios anwar arjun arnold arthur arturo arun asha ashley astrid audrey august aurora
axel barbara barry bartosz beatrice beatriz becky ben benedict benjamin bernadette bernard bernd bertha beth bettina
betty beverly bianca björn bob bogdan boris brad bradley brandon brenda brendan brian bridget bruce bruno bryan caitlin
calvin cameron camila camille candice carina carl carla carlo carlos carmen carol carolina caroline carolyn carrie
casey caterina catherine cathy cecilia cedric chantal charles charlotte chelsea cheryl chiara chloe chloé chris
christa christian christiane christina christine christoph christophe christopher cindy claire clara claude claudia
claudio clemens clifford clint clive colin connor conrad constance corinna corinne courtney craig cristian cristina
curtis cynthia dagmar damian damien dan daniel daniela daniele danielle danny daphne darius darren david deborah debbie
debra deepak denis denise dennis derek desmond diana diane diego dieter dietmar dimitri dirk dmitry dominic dominik
dominique donald donna dora doris dorothea dorothy doug douglas duncan dylan eberhard eddie edith edmund eduardo edward
edwin eileen elaine eleanor elena eleni elias elisa elisabeth elizabeth elke ella ellen elliot elsa emanuele emil emilia
emilie emily emma emmanuel enrico enrique eric erica erich erik erika erin ernest ernst erwin esther ethan eugene eva
evan evelyn ewa fabian fabio fabrizio farid fatima fatma federica federico felicia felix ferdinand fernanda fernando
filip fiona florence florian frances francesca francesco francis francisco franck françois francois françoise frank
franz fred freddie frederic frederick frederik frida friedrich fritz gabriel gabriela gabriele gail gareth gary gavin
geoff geoffrey georg george georgia georgina gerald geraldine gerard gerd gerhard gerry giacomo gianluca gianni gilbert
gina giorgio giovanna giovanni gisela giulia giuseppe glenn gloria gonzalo gordon graham greg gregor gregory greta
grzegorz guido guillaume guillermo gunnar gustav günter günther habib hamid hanna hannah hannes hans harald harold
harriet harry haruto hassan heather hector heidi heike heiko heiner heinrich heinz helen helena helene helga helmut
henri henrik henry herbert hermann hilary hilda hildegard hiroshi holger horst howard hubert hugh hugo hussein ian
ibrahim ida igor ilona ilse imran ines inga inge ingeborg ingo ingrid irena irene irina iris irma isaac isabel isabella
isabelle ismail ivan ivana ivo jacek jackie jackson jacob jacqueline jacques jaime jakob jakub james jamie jan jana jane
janet janice janina janine janusz jared jasmin jasmine jason javier jay jean jeanette jeanne jeff jeffrey jennifer
jenny jens jeremy jerome jerry jessica jill jim jimmy joachim joan joana joanna joanne joao joaquin jochen joe joel
joerg johan johann johanna johannes john johnny jon jonas jonathan jordan jorge jose josé josef josefine joseph
josephine joshua joyce juan juana judith judy julia julian juliana julie julien juliet julio julius jürgen juergen
justin justine justyna kai karen karim karin karl karolina kaspar katarzyna kate katharina katherine kathleen kathrin
kathryn kathy katie katja katrin katy kayla keith kelly ken kenji kenneth kerstin kevin khaled khalid kim kimberly kirsten
klaus konrad konstantin kristen kristin kristina kristof krzysztof kumar kurt kyle lakshmi lara larry lars laura lauren
laurence laurent lea leah lena lennart leo leon leonard leonardo leonie leonora leslie leticia lewis liam lidia lila
lilian lillian lily lina linda lindsay linus lisa liz lloyd logan lois lorena lorenzo loretta lori lothar louis louise
luc luca lucas lucia luciana lucie lucy ludwig luigi luis luisa luiza lukas lukasz luke lydia lynn maarten maciej
madeleine madison magda magdalena mahmoud maja malcolm malgorzata manfred manuel manuela marc marcel marcela marcelo
marcin marco marcos marcus margaret margarita margot maria mariam marian mariana marianne marie marilyn marina mario
marion marisa marius marjorie markus marlene marta martha martin martina martine mary maryam massimo mateo mateusz
mathias mathieu mathilde matteo matthew matthias matthieu maureen mauricio maurizio mauro  maxim maximilian maxine
megan mehmet  melanie melissa mercedes mia michael michaela michal michał michel michele michelle miguel mihai mika
mike mikhail milan milena millie  miriam mirko mitchell mohamed mohammad mohammed moira mona monica monika monique
moritz muhammad murat mustafa myriam nadia nadine nancy naomi natalia natalie natasha nathalie nathan nathaniel neil
nelson nicholas nick nicky nicola nicolas nicole nigel nikita niklas niko nikolai nikolas nils nina noah noel noemi nora
norbert norma norman odette olaf oleg olga oliver olivia olivier omar orlando oscar oskar otto owen pablo pamela paola
paolo pascal patricia patricio patrick patrik patrizia paul paula paulina pauline paulo pavel pawel paweł pedro peggy
penelope per petra petros philip philipp philippe phillip phoebe phyllis pierre pierrick pilar piotr polly priya quentin
rachel radek rafael rafal ragnar rahul raimund rainer raj rajesh ralf ralph ramon raphael raquel rashid raul ravi
raymond rebecca regina reinhard reinhold renate renato rené rene renee ricardo riccardo richard rick rita rob robert
roberta roberto robin rodrigo roger roland rolf roman romain ronald ronny rosa rosalie rosario rosemary ross roxana roy
ruben rudolf rudy rupert russell ruth ryan sabine sabrina salma sally salvatore sam samantha samir samuel sandeep sandra
sanjay santiago sara sarah sascha satoshi saskia scott sean sebastian serena serge sergei sergey sergio shannon sharon
sheila shirley sibylle siegfried sigrid silke silvia simon simona simone sofia sofie sonia sonja sophia sophie stacey
stan stefan stefania stefanie stefano steffen stella sten stéphane stephan stephanie stephen steve steven stewart stuart
sue sunil susan susana susanna susanne suzanne svante sven svenja svetlana sybille sylvia sylvie takashi tamara tania
tanja tanya tara tatiana ted teresa terence theo theodor theodore theresa thibault thierry thilo thomas thorsten tiago
tiffany tilman tim timo timothy tina tobias todd tom tomas tomasz tommaso tommy toni tony tracy travis trevor tristan
ulrich ulrike umberto ursula ute uwe valentin valentina valeria valerie vanessa vera verena veronica veronika vicky
victor victoria vijay viktor viktoria vincent vincenzo viola virginia vittorio vivian vivien vladimir volker wanda
walter waltraud wendy werner wilhelm willem william winfried wojciech wolfgang xavier yann yannick yasmin yolanda youssef
yuki yusuf yves yvette yvonne zbigniew zoe zoltan zuzana åsa østen đorđe
`),
);

export const ambiguousNames: ReadonlySet<string> = new Set(
  words(`
amber angel april art ash autumn bill brook carter chance charity chase chuck clay cliff crystal daisy dale dawn dean
dick don drew earl eve faith fern frank gene ginger glen grace grant guy hazel heath holly hope hunter iris ivy jack
jade jasper jewel joy june kay lance mark mason max may miles nova olive page paris pat pearl penny pepper peter piper
ray reed rich river rob robin rocky rose ruby rusty sandy sky stone summer sunny terry tony tracy troy victor violet
wade warren will willow woody
`),
);
